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
resource "aws_lb" "front" {
  name               = "front"
  internal           = true
  load_balancer_type = "network"
  subnets            = [aws_subnet.back.id]
}
resource "aws_vpc_endpoint_service" "front" {
  acceptance_required        = true
  network_load_balancer_arns = [aws_lb.front.arn]
  allowed_principals         = ["arn:aws:iam::444455556666:role/x"]
}
