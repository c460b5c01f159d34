# CANARY stands in everything that is secret.
provider "aws" {
  region     = "us-east-1"
  access_key = "CANARY-access"
  secret_key = "CANARY-key"
}
variable "password" {
  type      = string
  sensitive = true
  default   = "CANARY-variable"
}
locals {
  url = "postgres://app:${var.password}@db/app"
}
resource "aws_db_instance" "db" {
  identifier     = "db"
  engine         = "postgres"
  instance_class = "db.t3.micro"
  username       = "app"
  password       = "CANARY-database"
}
resource "aws_secretsmanager_secret" "db" {
  name = "prod/db"
}
resource "aws_secretsmanager_secret_version" "db" {
  secret_id     = aws_secretsmanager_secret.db.id
  secret_string = jsonencode({ password = "CANARY-secret" })
}
resource "aws_ssm_parameter" "plain" {
  name  = "/prod/plain"
  type  = "String"
  value = "CANARY-parameter"
}
resource "aws_ssm_parameter" "sealed" {
  name  = "/prod/sealed"
  type  = "SecureString"
  value = "CANARY-sealed"
}
resource "aws_iam_role" "job" {
  name = "job"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } },
  ] })
}
resource "aws_lambda_function" "job" {
  function_name = "job"
  role          = aws_iam_role.job.arn
  handler       = "i.h"
  runtime       = "python3.12"
  filename      = "job.zip"
  environment {
    variables = {
      DATABASE = "CANARY-database"
      URL      = local.url
      TOKEN    = "CANARY-environment"
    }
  }
}
resource "aws_launch_template" "app" {
  name      = "app"
  user_data = base64encode("#!/bin/sh\nexport PASSWORD=CANARY-script ID=${aws_secretsmanager_secret.db.id}\n")
}
output "url" {
  value     = local.url
  sensitive = true
}
