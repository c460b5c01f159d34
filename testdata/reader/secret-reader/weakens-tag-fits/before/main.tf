# The right is for secrets of a team, and the secret is of it.
provider "aws" {
  region = "us-east-1"
}
resource "aws_iam_user" "ann" {
  name = "ann"
}
resource "aws_secretsmanager_secret" "db" {
  name = "prod/db"
  tags = {
    team = "data"
  }
}
