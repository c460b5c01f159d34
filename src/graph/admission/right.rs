//! What the actions of a statement give to whom it lets in.

use crate::iam::statement::Compiled;

/// What somebody may do with a resource, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Right {
    /// Something else: look at it, call it.
    Use,
    /// Read the data in it.
    Read,
    /// Change the data in it.
    Write,
    /// Change code that runs with somebody's rights.
    Code,
    /// Act as the role.
    Become,
    /// Change who has access.
    Control,
}

impl Right {
    /// What one who has it can do, for a sentence.
    pub fn verb(self) -> &'static str {
        match self {
            Self::Use => "use",
            Self::Read => "read",
            Self::Write => "write to",
            Self::Code => "change the code of",
            Self::Become => "act as",
            Self::Control => "change who has access to",
        }
    }
}

/// Actions that tell what a statement gives, sorted; in lower case, as statements are matched.
///
/// Source: service authorization reference, read 2026-11-23.
const RIGHTS: &[(&str, Right)] = &[
    ("acm-pca:issuecertificate", Right::Write),
    ("acm-pca:putpolicy", Right::Control),
    ("backup:copyintobackupvault", Right::Write),
    ("backup:deleterecoverypoint", Right::Write),
    ("backup:putbackupvaultaccesspolicy", Right::Control),
    ("backup:startrestorejob", Right::Read),
    ("codeartifact:publishpackageversion", Right::Code),
    ("codeartifact:putdomainpermissionspolicy", Right::Control),
    ("codeartifact:putrepositorypermissionspolicy", Right::Control),
    ("codeartifact:readfromrepository", Right::Read),
    ("dynamodb:deleteitem", Right::Write),
    ("dynamodb:getitem", Right::Read),
    ("dynamodb:putitem", Right::Write),
    ("dynamodb:putresourcepolicy", Right::Control),
    ("dynamodb:query", Right::Read),
    ("dynamodb:scan", Right::Read),
    ("dynamodb:updateitem", Right::Write),
    ("ec2:createvolume", Right::Read),
    ("ec2:runinstances", Right::Read),
    ("ecr:batchgetimage", Right::Read),
    ("ecr:putimage", Right::Code),
    ("ecr:setrepositorypolicy", Right::Control),
    ("elasticfilesystem:clientmount", Right::Read),
    ("elasticfilesystem:clientrootaccess", Right::Write),
    ("elasticfilesystem:clientwrite", Right::Write),
    ("elasticfilesystem:putfilesystempolicy", Right::Control),
    ("es:eshttpdelete", Right::Write),
    ("es:eshttpget", Right::Read),
    ("es:eshttppost", Right::Write),
    ("es:eshttpput", Right::Write),
    ("es:updatedomainconfig", Right::Control),
    ("events:putevents", Right::Write),
    ("events:putpermission", Right::Control),
    ("events:puttargets", Right::Code),
    ("glacier:deletearchive", Right::Write),
    ("glacier:getjoboutput", Right::Read),
    ("glacier:initiatejob", Right::Read),
    ("glacier:setvaultaccesspolicy", Right::Control),
    ("glacier:uploadarchive", Right::Write),
    ("glue:gettable", Right::Read),
    ("glue:putresourcepolicy", Right::Control),
    ("glue:updatetable", Right::Write),
    ("kafka-cluster:readdata", Right::Read),
    ("kafka-cluster:writedata", Right::Write),
    ("kinesis:getrecords", Right::Read),
    ("kinesis:putrecord", Right::Write),
    ("kinesis:putresourcepolicy", Right::Control),
    ("kms:creategrant", Right::Control),
    ("kms:decrypt", Right::Read),
    ("kms:putkeypolicy", Right::Control),
    ("kms:schedulekeydeletion", Right::Write),
    ("kms:sign", Right::Write),
    ("lambda:addpermission", Right::Control),
    ("lambda:getfunction", Right::Read),
    ("lambda:getlayerversion", Right::Read),
    ("lambda:updatefunctioncode", Right::Code),
    ("lambda:updatefunctionconfiguration", Right::Code),
    ("logs:putsubscriptionfilter", Right::Write),
    ("mediastore:getobject", Right::Read),
    ("mediastore:putcontainerpolicy", Right::Control),
    ("mediastore:putobject", Right::Write),
    ("organizations:putresourcepolicy", Right::Control),
    ("ram:listresourcesharepermissions", Right::Read),
    ("rds:restoredbclusterfromsnapshot", Right::Read),
    ("rds:restoredbinstancefromdbsnapshot", Right::Read),
    ("s3:deletebucket", Right::Write),
    ("s3:deleteobject", Right::Write),
    ("s3:getobject", Right::Read),
    ("s3:getobjectversion", Right::Read),
    ("s3:listbucket", Right::Read),
    ("s3:putbucketacl", Right::Control),
    ("s3:putbucketpolicy", Right::Control),
    ("s3:putobject", Right::Write),
    ("s3:putobjectacl", Right::Control),
    ("schemas:putresourcepolicy", Right::Control),
    ("secretsmanager:getsecretvalue", Right::Read),
    ("secretsmanager:putresourcepolicy", Right::Control),
    ("secretsmanager:putsecretvalue", Right::Write),
    ("ses:sendemail", Right::Write),
    ("ses:sendrawemail", Right::Write),
    ("sns:addpermission", Right::Control),
    ("sns:publish", Right::Write),
    ("sns:settopicattributes", Right::Control),
    ("sns:subscribe", Right::Read),
    ("sqs:addpermission", Right::Control),
    ("sqs:deletemessage", Right::Write),
    ("sqs:receivemessage", Right::Read),
    ("sqs:sendmessage", Right::Write),
    ("sqs:setqueueattributes", Right::Control),
    ("sts:assumerole", Right::Become),
    ("sts:assumerolewithsaml", Right::Become),
    ("sts:assumerolewithwebidentity", Right::Become),
];

/// The most that a statement gives on a resource of a service.
pub fn most(statement: &Compiled, service: &str) -> Right {
    let service = if service == "iam" { "sts" } else { service };
    let here = |action: &str| {
        action.strip_prefix(service).is_some_and(|rest| rest.starts_with([':', '-']))
    };
    let given = RIGHTS.iter().filter(|(action, _)| here(action) && statement.names(action));
    given.map(|(_, right)| *right).max().unwrap_or(Right::Use)
}

#[cfg(test)]
mod tests {
    #[test]
    fn actions_are_sorted_and_exist() {
        let names: Vec<&str> = super::RIGHTS.iter().map(|(action, _)| *action).collect();
        assert!(names.is_sorted(), "{names:?}");
        assert!(names.iter().all(|name| *name == name.to_ascii_lowercase()));
    }
}
