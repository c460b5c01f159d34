provider "aws" {
  region = "us-east-1"
}

resource "aws_cloudtrail" "org" {
  name                       = "org"
  s3_bucket_name             = "logs"
  is_multi_region_trail      = true
  enable_log_file_validation = true
}

resource "aws_s3_bucket" "logs" {
  bucket = "logs"
}
