"""Transcripts of real calls: read in common formats, told who is who, and looked back on as a rehearsal is."""
