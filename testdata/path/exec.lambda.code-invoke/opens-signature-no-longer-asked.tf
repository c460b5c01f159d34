# the function takes code without a signature
provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["123456789012"]
}
resource "aws_iam_user" "qa" {
  name = "qa"
}

resource "aws_iam_role" "lam" {
  name               = "lam"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })
}
resource "aws_iam_role_policy_attachment" "lam_adm" {
  role       = aws_iam_role.lam.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

resource "aws_lambda_code_signing_config" "c" {
  allowed_publishers {
    signing_profile_version_arns = ["arn:aws:signer:us-east-1:123456789012:/signing-profiles/x/y"]
  }
  policies {
    untrusted_artifact_on_deployment = "Enforce"
  }
}
resource "aws_iam_user_policy" "qa_p" {
  name   = "p"
  user   = aws_iam_user.qa.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["lambda:UpdateFunctionCode", "lambda:InvokeFunction"], Resource = "*" }] })
}

#: before
resource "aws_lambda_function" "f" {
  function_name           = "f"
  role                    = aws_iam_role.lam.arn
  filename                = "f.zip"
  code_signing_config_arn = aws_lambda_code_signing_config.c.arn
}
#: after
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = aws_iam_role.lam.arn
  filename      = "f.zip"
}
