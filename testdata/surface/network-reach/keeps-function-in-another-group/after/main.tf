provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["123456789012"]
}
resource "aws_vpc" "m" { cidr_block = "10.0.0.0/16" }
resource "aws_internet_gateway" "g" { vpc_id = aws_vpc.m.id }
resource "aws_subnet" "p" {
  vpc_id     = aws_vpc.m.id
  cidr_block = "10.0.0.0/24"
}
resource "aws_route_table" "p" { vpc_id = aws_vpc.m.id }
resource "aws_route" "o" {
  route_table_id         = aws_route_table.p.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.g.id
}
resource "aws_route_table_association" "p" {
  subnet_id      = aws_subnet.p.id
  route_table_id = aws_route_table.p.id
}
resource "aws_security_group" "web" {
  name   = "web"
  vpc_id = aws_vpc.m.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group" "mid" {
  name   = "mid"
  vpc_id = aws_vpc.m.id
}
resource "aws_security_group" "dbs" {
  name   = "dbs"
  vpc_id = aws_vpc.m.id
  ingress {
    from_port       = 5432
    to_port         = 5432
    protocol        = "tcp"
    security_groups = [aws_security_group.own.id]
  }
}
resource "aws_db_instance" "d" {
  identifier             = "d"
  engine                 = "postgres"
  instance_class         = "db.t3.micro"
  publicly_accessible    = false
  vpc_security_group_ids = [aws_security_group.dbs.id]
  storage_encrypted      = true
  skip_final_snapshot    = true
}
resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })
}
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = aws_iam_role.r.arn
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "x.zip"
  vpc_config {
    subnet_ids         = [aws_subnet.p.id]
    security_group_ids = [aws_security_group.mid.id]
  }
}

resource "aws_security_group" "own" {
  name   = "own"
  vpc_id = aws_vpc.m.id
}
