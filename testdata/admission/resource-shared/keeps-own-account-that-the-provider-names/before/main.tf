provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["123456789012"]
}
resource "aws_s3_bucket" "b" {
  bucket = "acme-reports"
}
