provider "aws" {
  region = "eu-west-1"
}

resource "aws_iam_policy" "kiln" {
  name = "kiln"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "iam:PutRolePolicy", Resource = "*" }]
  })
}

resource "aws_iam_user" "potter" {
  name = "potter"
}

resource "aws_iam_group" "potters" {
  name = "potters"
}

# blocks and lists inside the role itself: both are authoritative
resource "aws_iam_role" "classic" {
  name = "kiln-classic"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
  managed_policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess"]

  inline_policy {
    name = "first"
    policy = jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }]
    })
  }

}

# an empty inline_policy block: every inline policy of the role is removed
resource "aws_iam_role" "bare" {
  name = "kiln-bare"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
  managed_policy_arns = []
  inline_policy {}
}

# authoritative resources beside the role
resource "aws_iam_role" "modern" {
  name = "kiln-modern"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "modern" {
  name = "write"
  role = aws_iam_role.modern.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*" }]
  })
}

resource "aws_iam_role_policies_exclusive" "modern" {
  role_name    = aws_iam_role.modern.name
  policy_names = [aws_iam_role_policy.modern.name]
}

resource "aws_iam_role_policy_attachments_exclusive" "modern" {
  role_name   = aws_iam_role.modern.name
  policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
}

resource "aws_iam_user_policies_exclusive" "potter" {
  user_name    = aws_iam_user.potter.name
  policy_names = []
}

resource "aws_iam_group_policy_attachments_exclusive" "potters" {
  group_name  = aws_iam_group.potters.name
  policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
}

# exclusive over all that carry one policy
resource "aws_iam_policy_attachment" "kiln" {
  name       = "kiln"
  policy_arn = aws_iam_policy.kiln.arn
  roles      = [aws_iam_role.modern.name]
  users      = [aws_iam_user.potter.name]
  groups     = [aws_iam_group.potters.name]
}
