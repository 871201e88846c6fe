"""What the DGS (directeur général des services) sees, believes and writes (conduite)."""
