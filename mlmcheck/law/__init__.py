"""What the law asks: packs of rules as data, three-valued conditions with traces, findings."""
