"""The commands of the terminal, one module each, with one verb: `main(arguments, lang)`."""
