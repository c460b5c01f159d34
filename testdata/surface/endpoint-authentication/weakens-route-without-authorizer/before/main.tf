provider "aws" {
  region = "us-east-1"
}
resource "aws_apigatewayv2_api" "app" {
  name          = "app"
  protocol_type = "HTTP"
}
resource "aws_apigatewayv2_route" "get" {
  api_id             = aws_apigatewayv2_api.app.id
  route_key          = "GET /"
  authorization_type = "AWS_IAM"
}
