provider "aws" {
  region = "eu-west-1"
}

resource "aws_iam_role" "ferry" {
  name = "ferry-v2"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy_attachment" "ferry_admin" {
  role       = aws_iam_role.ferry.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
