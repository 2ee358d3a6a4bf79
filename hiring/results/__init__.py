"""What candidates hear of their Day: words by stage, written and approved by a person."""
