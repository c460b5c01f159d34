provider "aws" {
  region = "us-east-1"
}
resource "aws_secretsmanager_secret" "db" {
  name = "db"
  replica {
    region = "eu-west-1"
  }
  replica {
    region = "eu-west-2"
  }
}
