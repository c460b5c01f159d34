provider "aws" {
  region = "eu-west-1"
}

resource "aws_iam_user" "gull" {
  name = "gull"
}

resource "aws_iam_role" "pier" {
  name = "pier"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
  tags = {
    stage = "live"
  }
}

resource "aws_iam_role_policy_attachment" "pier_power" {
  role       = aws_iam_role.pier.name
  policy_arn = "arn:aws:iam::aws:policy/PowerUserAccess"
}

resource "aws_iam_user_policy" "gull" {
  name = "gull"
  user = aws_iam_user.gull.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = aws_iam_role.pier.arn }]
  })
}

resource "aws_iam_role" "pier_node" {
  name = "pier-node"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}

output "pier" {
  value = aws_iam_role.pier.arn
}
