# The policy of the boundary stays as it is, the user no longer has it.
# cause aws_iam_user.someone.permissions_boundary
provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["123456789012"]
}
resource "aws_iam_policy" "bound" {
  name = "bound"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "*", Resource = "*" },
      { Effect = "Deny", Action = "iam:*", Resource = "*" },
    ]
  })
}
resource "aws_iam_user" "someone" {
  name = "someone"
#: before
  permissions_boundary = aws_iam_policy.bound.arn
#: both
}
resource "aws_iam_user_policy" "own" {
  name   = "own"
  user   = aws_iam_user.someone.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "iam:*", Resource = "*" }] })
}
