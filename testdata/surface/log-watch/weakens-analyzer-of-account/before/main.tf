provider "aws" {
  region = "us-east-1"
}

resource "aws_accessanalyzer_analyzer" "main" {
  analyzer_name = "main"
  type          = "ORGANIZATION"
}
