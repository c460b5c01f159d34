# Looks bad and is fine: the account binds the service.
resource "aws_lambda_permission" "hook" {
  statement_id   = "hook"
  function_name  = "arn:aws:lambda:eu-west-1:111122223333:function:hook"
  action         = "lambda:InvokeFunction"
  principal      = "s3.amazonaws.com"
  source_account = "111122223333"
}
