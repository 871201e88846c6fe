"""What the rows of an experiment answer, with its uncertainty: one file for each question (analyse).

The unit is the replicate: a mandate of each territory of the experiment, played under every treatment with the same
seeds. Intervals over replicates speak of these territories; intervals over territories, of others drawn like them.
Bootstrap and tests are those of SciPy and statsmodels, sensitivity indices those of SALib.
"""
