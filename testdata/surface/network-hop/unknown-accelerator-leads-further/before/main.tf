provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["123456789012"]
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_globalaccelerator_accelerator" "front" {
  name = "front"
}

resource "aws_globalaccelerator_listener" "front" {
  accelerator_arn = aws_globalaccelerator_accelerator.front.arn
  protocol        = "TCP"

  port_range {
    from_port = 443
    to_port   = 443
  }
}

resource "aws_globalaccelerator_endpoint_group" "front" {
  listener_arn = aws_globalaccelerator_listener.front.arn

  endpoint_configuration {
    endpoint_id = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/a/50dc6c495c0c9188"
  }
}
