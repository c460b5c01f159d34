provider "aws" {
  region = "us-east-1"
}
resource "aws_s3_bucket" "data" {
  bucket = "data"
}
resource "aws_s3_access_point" "data" {
  bucket = aws_s3_bucket.data.id
  name   = "data"
  vpc_configuration {
    vpc_id = "vpc-00000000000000001"
  }
}
