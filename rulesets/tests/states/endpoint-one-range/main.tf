provider "aws" {
  region = "us-east-1"
}
resource "aws_iam_role" "eks" {
  name = "eks"
  assume_role_policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "eks.amazonaws.com" } }]
  })
}
resource "aws_vpc" "net" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_subnet" "front" {
  vpc_id     = aws_vpc.net.id
  cidr_block = "10.0.153.0/24"
}
resource "aws_eks_cluster" "k" {
  name     = "k"
  role_arn = aws_iam_role.eks.arn
  vpc_config {
    subnet_ids             = [aws_subnet.front.id]
    endpoint_public_access = true
    public_access_cidrs    = ["203.0.113.0/28"]
  }
}
