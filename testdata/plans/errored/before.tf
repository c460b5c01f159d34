provider "aws" {
  region = "eu-west-1"
}

resource "aws_iam_role" "brook" {
  name = "brook"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy_attachment" "brook_admin" {
  role       = aws_iam_role.brook.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

resource "aws_iam_user" "heron" {
  name = "heron"

  lifecycle {
    precondition {
      condition     = aws_iam_role.brook.max_session_duration <= 3600
      error_message = "sessions of brook are too long"
    }
  }
}

resource "aws_iam_user_policy" "heron" {
  name = "heron"
  user = aws_iam_user.heron.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:ListAllMyBuckets", Resource = "*" }]
  })
}

check "brook_name" {
  assert {
    condition     = aws_iam_role.brook.name == "delta"
    error_message = "brook has an unexpected name"
  }
}
