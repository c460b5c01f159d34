provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["123456789012"]
}

resource "aws_s3_bucket" "data" {
  bucket = "acme-orders-data"
}

resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "s3:GetObject", Resource = "${aws_s3_bucket.data.arn}/*", Principal = { AWS = "arn:aws:iam::444455556666:role/reader" } },
      { Effect = "Allow", Action = "s3:ListBucket", Resource = aws_s3_bucket.data.arn, Principal = { AWS = "arn:aws:iam::444455556666:role/reader" } },
    ]
  })
}
