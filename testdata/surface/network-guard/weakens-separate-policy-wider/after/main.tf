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
resource "aws_vpc_endpoint" "secrets" {
  vpc_id       = aws_vpc.net.id
  service_name = "com.amazonaws.us-east-1.secretsmanager"
}
resource "aws_vpc_endpoint_policy" "secrets" {
  vpc_endpoint_id = aws_vpc_endpoint.secrets.id
  policy          = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "secretsmanager:*", Resource = "*" }] })
}
