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
  ingress {
    from_port = 22
    to_port   = 22
    protocol  = "tcp"
    cidr_blocks = ["10.0.0.0/16"]
  }
}
resource "aws_instance" "box" {
  ami                    = "ami-00000000000000000"
  instance_type          = "t3.nano"
  subnet_id              = aws_subnet.back.id
  vpc_security_group_ids = [aws_security_group.app.id]
  iam_instance_profile   = aws_iam_instance_profile.box.name
}
resource "aws_iam_role" "box" {
  name = "box"
  assume_role_policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}
resource "aws_iam_instance_profile" "box" {
  name = "box"
  role = aws_iam_role.box.name
}
resource "aws_iam_role_policy_attachment" "box" {
  role       = aws_iam_role.box.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
