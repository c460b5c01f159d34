# Another boundary that says the same.
provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["123456789012"]
}
resource "aws_iam_policy" "bound" {
#: before
  name = "bound"
#: after
  name = "limits"
#: both
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "*", Resource = "*" },
      { Effect = "Deny", Action = "iam:*", Resource = "*" },
    ]
  })
}
resource "aws_iam_user" "someone" {
  name                 = "someone"
  permissions_boundary = aws_iam_policy.bound.arn
}
resource "aws_iam_user_policy" "own" {
  name   = "own"
  user   = aws_iam_user.someone.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "iam:*", Resource = "*" }] })
}
