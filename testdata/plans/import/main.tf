provider "aws" {
  region = "eu-west-1"
}

import {
  to = aws_iam_role.legacy
  id = "orchard-legacy"
}

import {
  to = aws_iam_role_policy_attachment.legacy_admin
  id = "orchard-legacy/arn:aws:iam::aws:policy/AdministratorAccess"
}

resource "aws_iam_role" "legacy" {
  name                 = "orchard-legacy"
  max_session_duration = 7200
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy_attachment" "legacy_admin" {
  role       = aws_iam_role.legacy.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

resource "aws_iam_instance_profile" "legacy" {
  name = "orchard-legacy"
  role = aws_iam_role.legacy.name
}
