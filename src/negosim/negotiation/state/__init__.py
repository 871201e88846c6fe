"""What a mandate is made of: settings, dossiers, moves, and the arrays of everything that changes (état)."""
