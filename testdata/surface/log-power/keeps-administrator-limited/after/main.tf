# An administrator who loses most of its power gains none.
provider "aws" {
  region = "us-east-1"
}

resource "aws_iam_user" "sup" {
  name = "sup"
}

resource "aws_iam_user_policy" "p" {
  name = "p"
  user = aws_iam_user.sup.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["cloudtrail:*", "logs:*"], Resource = "*" },
    ]
  })
}
