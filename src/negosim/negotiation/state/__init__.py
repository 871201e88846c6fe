"""What a mandate is made of: settings, dossiers, moves, and the arrays that hold everything that changes (état)."""
