provider "aws" {
  region = "us-east-1"
}
resource "aws_apigatewayv2_api" "app" {
  name          = "app"
  protocol_type = "HTTP"
}
