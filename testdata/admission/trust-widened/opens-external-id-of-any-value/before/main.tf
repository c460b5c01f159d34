# A vendor may take the role for any of its customers.
resource "aws_iam_role" "app" {
  name = "app"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::444455556666:root" }
        Action    = "sts:AssumeRole"
        Condition = { StringLike = { "sts:ExternalId" = "acme-42" } }
      },
    ]
  })
}
