provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["123456789012"]
}
resource "aws_s3_bucket" "b" {
  bucket = "acme-reports"
}
resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "${aws_s3_bucket.b.arn}/*", Principal = { AWS = "arn:aws:iam::444455556666:root" } }] })
}
