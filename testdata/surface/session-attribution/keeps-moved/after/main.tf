provider "aws" {
  region = "us-east-1"
}

resource "aws_iam_role" "other" {
  name = "deploy"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Action    = ["sts:AssumeRole", "sts:SetSourceIdentity"]
        Principal = { AWS = "arn:aws:iam::123456789012:user/ann" }
        Condition = { StringLike = { "sts:SourceIdentity" = "ann*" } }
      },
    ]
  })
}
