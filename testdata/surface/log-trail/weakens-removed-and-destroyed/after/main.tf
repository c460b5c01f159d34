provider "aws" {
  region = "us-east-1"
}

resource "aws_s3_bucket" "logs" {
  bucket = "logs"
}

removed {
  from = aws_cloudtrail.org

  lifecycle {
    destroy = true
  }
}
