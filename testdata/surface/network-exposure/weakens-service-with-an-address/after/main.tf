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
resource "aws_security_group" "s" {
  name   = "s"
  vpc_id = aws_vpc.m.id
  ingress {
    from_port   = 80
    to_port     = 80
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_ecs_cluster" "c" { name = "c" }
resource "aws_ecs_task_definition" "t" {
  family                = "t"
  container_definitions = jsonencode([{ name = "a", image = "i" }])
}
resource "aws_ecs_service" "s" {
  name            = "s"
  cluster         = aws_ecs_cluster.c.id
  task_definition = aws_ecs_task_definition.t.arn
  network_configuration {
    subnets          = [aws_subnet.p.id]
    security_groups  = [aws_security_group.s.id]
    assign_public_ip = true
  }
}
