provider "aws" {
  region = "us-east-1"
}

resource "aws_cloudtrail" "audit" {
  name                       = "audit"
  s3_bucket_name             = "logs"
  is_multi_region_trail      = true
  enable_log_file_validation = true
}

moved {
  from = aws_cloudtrail.org
  to   = aws_cloudtrail.audit
}
