# The password that RDS keeps in a secret of its own.
provider "aws" {
  region = "us-east-1"
}
resource "aws_iam_user" "ann" {
  name = "ann"
}
resource "aws_db_instance" "db" {
  identifier                  = "db"
  engine                      = "postgres"
  instance_class              = "db.t3.micro"
  username                    = "app"
  manage_master_user_password = true
}
resource "aws_iam_user_policy" "read" {
  name = "read"
  user = aws_iam_user.ann.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = "arn:aws:secretsmanager:*:*:secret:rds!*" },
  ] })
}
