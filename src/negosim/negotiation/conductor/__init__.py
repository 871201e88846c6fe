"""What the DGS sees, believes and writes (directeur général des services)."""
