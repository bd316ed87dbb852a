"""What people do with Belletje: one module a noun, keyword-only functions, one transaction each."""
