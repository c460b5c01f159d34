# A boundary goes and shows the power that it capped.
resource "aws_iam_policy" "bound" {
  name = "bound"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["s3:Get*"]
        Resource = "*"
      },
    ]
  })
}

resource "aws_iam_user" "ops" {
  name                 = "ops"
  permissions_boundary = aws_iam_policy.bound.arn
}

resource "aws_iam_user_policy" "ops" {
  name = "ops"
  user = aws_iam_user.ops.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "*"
        Resource = "*"
      },
    ]
  })
}
