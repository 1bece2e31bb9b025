"""Why an award is as it is: each line's carrier against the others, and what each rule costs."""
