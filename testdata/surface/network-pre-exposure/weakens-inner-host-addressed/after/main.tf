provider "aws" {
  region = "us-east-1"
}
resource "aws_vpc" "net" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_internet_gateway" "out" {
  vpc_id = aws_vpc.net.id
}
resource "aws_subnet" "front" {
  vpc_id     = aws_vpc.net.id
  cidr_block = "10.0.153.0/24"
}
resource "aws_route_table" "front" {
  vpc_id = aws_vpc.net.id
}
resource "aws_route" "default" {
  route_table_id         = aws_route_table.front.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.out.id
}
resource "aws_route_table_association" "front" {
  subnet_id      = aws_subnet.front.id
  route_table_id = aws_route_table.front.id
}
resource "aws_iam_role" "box" {
  name = "box"
  assume_role_policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}
resource "aws_iam_role_policy" "box" {
  role   = aws_iam_role.box.name
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })
}
resource "aws_iam_instance_profile" "box" {
  name = "box"
  role = aws_iam_role.box.name
}
resource "aws_security_group" "web" {
  name   = "web"
  vpc_id = aws_vpc.net.id
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
}
resource "aws_instance" "box" {
  ami                         = "ami-00000000000000000"
  instance_type               = "t3.nano"
  subnet_id                   = aws_subnet.front.id
  vpc_security_group_ids      = [aws_security_group.web.id]
  associate_public_ip_address = true
  iam_instance_profile        = aws_iam_instance_profile.box.name
}
