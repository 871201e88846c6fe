"""What a commune wants, sees and answers, one row at a time (communes)."""
