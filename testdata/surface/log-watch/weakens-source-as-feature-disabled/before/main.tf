provider "aws" {
  region = "us-east-1"
}

resource "aws_guardduty_detector" "d" {
  enable = true

  datasources {
    s3_logs {
      enable = true
    }
    kubernetes {
      audit_logs {
        enable = true
      }
    }
  }
}
