terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "reader" {
  type = string
}

resource "aws_iam_role" "reader" {
  name = "weave-audit-reader"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = var.reader } }]
  })
}

resource "aws_iam_role_policy_attachment" "reader" {
  role       = aws_iam_role.reader.name
  policy_arn = "arn:aws:iam::aws:policy/SecurityAudit"
}
