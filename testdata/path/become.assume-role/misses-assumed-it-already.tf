# Who may assume everything is named as well: nothing new.
provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["123456789012"]
}
resource "aws_iam_user" "someone" {
  name = "someone"
}
resource "aws_iam_user_policy" "own" {
  name   = "own"
  user   = aws_iam_user.someone.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "*" }] })
}
resource "aws_iam_role_policy_attachment" "p" {
  role       = aws_iam_role.power.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
resource "aws_iam_role" "power" {
  name = "power"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
#: before
      Principal = { AWS = "arn:aws:iam::123456789012:root" }
#: after
      Principal = { AWS = ["arn:aws:iam::123456789012:root", aws_iam_user.someone.arn] }
#: both
    }]
  })
}
