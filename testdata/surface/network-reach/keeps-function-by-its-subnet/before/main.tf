provider "aws" {
  region = "us-east-1"
}
resource "aws_vpc" "net" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_subnet" "back" {
  vpc_id     = aws_vpc.net.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_security_group" "app" {
  name   = "app"
  vpc_id = aws_vpc.net.id
}
resource "aws_security_group" "db" {
  name   = "db"
  vpc_id = aws_vpc.net.id
  ingress {
    from_port = 5432
    to_port   = 5432
    protocol  = "tcp"
    cidr_blocks = [aws_subnet.back.cidr_block]
  }
}
resource "aws_db_subnet_group" "db" {
  name       = "db"
  subnet_ids = [aws_subnet.back.id]
}
resource "aws_db_instance" "db" {
  identifier                  = "db"
  engine                      = "postgres"
  instance_class              = "db.t3.micro"
  username                    = "app"
  manage_master_user_password = true
  db_subnet_group_name        = aws_db_subnet_group.db.name
  vpc_security_group_ids      = [aws_security_group.db.id]
}
resource "aws_iam_role" "work" {
  name = "work"
  assume_role_policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}
resource "aws_lambda_function" "work" {
  function_name = "work"
  role          = aws_iam_role.work.arn
  handler       = "main.handler"
  runtime       = "python3.12"
  filename      = "work.zip"
  vpc_config {
    subnet_ids         = [aws_subnet.back.id]
    security_group_ids = [aws_security_group.app.id]
  }
}
