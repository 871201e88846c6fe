"""Real intercommunalities in, validated tables out."""
