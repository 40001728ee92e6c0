"""What a plan pays: its terms, the interpreter that turns acts into payouts, and who is paid."""
