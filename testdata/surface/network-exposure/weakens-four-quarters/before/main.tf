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
resource "aws_instance" "b" {
  ami                         = "ami-1"
  instance_type               = "t3.micro"
  subnet_id                   = aws_subnet.p.id
  associate_public_ip_address = true
  vpc_security_group_ids      = [aws_security_group.s.id]
  metadata_options { http_tokens = "required" }
}
resource "aws_security_group" "s" {
  name   = "s"
  vpc_id = aws_vpc.m.id
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
}
