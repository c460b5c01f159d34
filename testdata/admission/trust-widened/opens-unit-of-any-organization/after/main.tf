# A path that leaves the organization open is not within one.
resource "aws_iam_role" "app" {
  name = "app"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { AWS = "*" }
        Action    = "sts:AssumeRole"
        Condition = {
          "ForAnyValue:StringLike" = { "aws:PrincipalOrgPaths" = "o-*/r-ab12/*" }
        }
      },
    ]
  })
}
