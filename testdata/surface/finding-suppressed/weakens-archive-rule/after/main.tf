provider "aws" {
  region = "us-east-1"
}

resource "aws_accessanalyzer_analyzer" "main" {
  analyzer_name = "main"
  type          = "ACCOUNT"
}

resource "aws_accessanalyzer_archive_rule" "all" {
  analyzer_name = aws_accessanalyzer_analyzer.main.analyzer_name
  rule_name     = "all"

  filter {
    criteria = "isPublic"
    eq       = ["true"]
  }
}
